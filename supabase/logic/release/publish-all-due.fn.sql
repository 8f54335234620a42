create or replace function release.publish_all_due()
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  organisation uuid;
  published integer := 0;
begin
  for organisation in select o.id from org.organisation o order by o.id loop
    begin
      published := published + release.publish_due(organisation)::integer;
    exception when others then
      -- Its code alone: a message could quote a row. The other organisations go on.
      raise warning 'publication failed: %', sqlstate;
    end;
  end loop;
  return published;
end
$$;
comment on function release.publish_all_due() is
  'For pg_cron on hosted Supabase, every quarter of an hour: at most one window of each organisation, and how many there were.';
revoke all on function release.publish_all_due() from public;
