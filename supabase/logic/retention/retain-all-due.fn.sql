create or replace function field.retain_all_due()
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  organisation uuid;
  retained integer := 0;
begin
  for organisation in select o.id from org.organisation o order by o.id loop
    begin
      retained := retained + field.retain_due(organisation)::integer;
    exception when others then
      raise warning 'retention failed: %', sqlstate;
    end;
  end loop;
  perform audit.age(null);
  return retained;
end
$$;
comment on function field.retain_all_due() is
  'For pg_cron on hosted Supabase, every night: retention of every organisation, and how many it was applied to.';
revoke all on function field.retain_all_due() from public;
