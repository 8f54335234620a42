create or replace function release.refuse_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  gone boolean := false;
begin
  -- The one way out is the deletion of the whole organisation: rows go when what they belong to is already gone.
  if tg_op = 'DELETE' then
    gone := case
      when tg_table_name in ('leaf', 'leaf_square', 'noisy_square', 'research_leaf', 'research_square')
        then not exists (select from release.season s where s.id = (to_jsonb(old) ->> 'season_id')::integer)
      when tg_table_name in ('cell', 'site_cell', 'research_value', 'research_effort', 'profile_effort')
        then not exists (select from release.window w where w.id = (to_jsonb(old) ->> 'window_id')::integer)
      when tg_table_name = 'institutional_cell'
        then not exists (
          select from release.institutional_quarter q where q.id = (to_jsonb(old) ->> 'quarter_id')::integer
        )
      when tg_table_name in ('flow', 'profile_value')
        then not exists (select from release.flow_request r where r.id = (to_jsonb(old) ->> 'request_id')::uuid)
      else not exists (select from org.organisation o where o.id = (to_jsonb(old) ->> 'organisation_id')::uuid)
    end;
  end if;
  if not gone then
    perform org.refuse('42501', 'What is published stays as it is.');
  end if;
  return old;
end
$$;
comment on function release.refuse_change() is
  'Keeps policies, seasons, leaves, windows, published values and the ledger as they were written, for their owner too; they go only with their organisation.';
revoke all on function release.refuse_change() from public;

create or replace trigger policy_immutable
before update or delete on release.policy
for each row execute function release.refuse_change();

create or replace trigger policy_no_truncate
before truncate on release.policy
for each statement execute function release.refuse_change();

create or replace trigger season_immutable
before update or delete on release.season
for each row execute function release.refuse_change();

create or replace trigger season_no_truncate
before truncate on release.season
for each statement execute function release.refuse_change();

create or replace trigger leaf_immutable
before update or delete on release.leaf
for each row execute function release.refuse_change();

create or replace trigger leaf_no_truncate
before truncate on release.leaf
for each statement execute function release.refuse_change();

create or replace trigger leaf_square_immutable
before update or delete on release.leaf_square
for each row execute function release.refuse_change();

create or replace trigger leaf_square_no_truncate
before truncate on release.leaf_square
for each statement execute function release.refuse_change();

create or replace trigger window_immutable
before update or delete on release.window
for each row execute function release.refuse_change();

create or replace trigger window_no_truncate
before truncate on release.window
for each statement execute function release.refuse_change();

create or replace trigger cell_immutable
before update or delete on release.cell
for each row execute function release.refuse_change();

create or replace trigger cell_no_truncate
before truncate on release.cell
for each statement execute function release.refuse_change();

create or replace trigger site_cell_immutable
before update or delete on release.site_cell
for each row execute function release.refuse_change();
create or replace trigger site_cell_no_truncate
before truncate on release.site_cell
for each statement execute function release.refuse_change();
create or replace trigger ledger_immutable
before update or delete on release.ledger
for each row execute function release.refuse_change();

create or replace trigger ledger_no_truncate
before truncate on release.ledger
for each statement execute function release.refuse_change();
create or replace trigger policy_preview_immutable
before update or delete on release.policy_preview
for each row execute function release.refuse_change();
create or replace trigger policy_preview_no_truncate
before truncate on release.policy_preview
for each statement execute function release.refuse_change();
create or replace trigger institutional_quarter_immutable
before update or delete on release.institutional_quarter
for each row execute function release.refuse_change();
create or replace trigger institutional_quarter_no_truncate
before truncate on release.institutional_quarter
for each statement execute function release.refuse_change();
create or replace trigger institutional_cell_immutable
before update or delete on release.institutional_cell
for each row execute function release.refuse_change();
create or replace trigger institutional_cell_no_truncate
before truncate on release.institutional_cell
for each statement execute function release.refuse_change();
