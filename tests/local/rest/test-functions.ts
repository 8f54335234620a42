/** Functions that only tests have, beside the product's: each shows one thing of the way through the server. */
export const TEST_FUNCTIONS: readonly string[] = [
  `create function api.test_echo(
     list integer[] default null, nested jsonb default null, words text[] default null,
     day date default null, big bigint default 5000000000, flag boolean default null, absent text default null
   ) returns jsonb language sql stable set search_path = '' as $$
     select jsonb_build_object('list', list, 'nested', nested, 'words', words, 'day', day, 'big', big,
       'flag', flag, 'absent', absent)
   $$`,
  `create function api.test_rows(times integer default 0) returns setof integer
   language sql stable set search_path = '' as $$ select generate_series(1, times) $$`,
  `create function api.test_nothing() returns void language sql volatile set search_path = '' as $$ select $$`,
  "create sequence org.sly",
  `create function api.test_sly() returns bigint language sql stable security definer set search_path = '' as $$
     select nextval('org.sly') $$`,
  `create function api.test_twice(a integer default 1) returns integer
   language sql immutable set search_path = '' as $$ select a $$`,
  `create function api.test_twice(b text default '') returns integer
   language sql immutable set search_path = '' as $$ select 1 $$`,
  `create function api.test_fail(code text) returns integer language plpgsql volatile set search_path = '' as $$
   begin
     raise exception 'message' using errcode = code, detail = 'detail with a row', hint = 'hint';
   end $$`,
  `create function api.test_session() returns jsonb language sql volatile set search_path = '' as $$
     select jsonb_build_object(
       'role', current_user, 'login', session_user, 'today', current_setting('repere.today', true),
       'claims', auth.jwt(), 'secret', nullif(current_setting('repere.release_secret', true), '')
     )
   $$`,
  `create function api.test_hard_work() returns bigint language sql stable set search_path = '' as $$
     select count(*) from generate_series(1, 100000000000) $$`,
  `create or replace function api.publish(dry_run boolean default false) returns jsonb
   language sql volatile set search_path = '' as $$
     select jsonb_build_object('secret', current_setting('repere.release_secret', true)) $$`,
  `create or replace function api.territories(digests text[]) returns jsonb
   language sql volatile set search_path = '' as $$
     select jsonb_build_object('secret', current_setting('repere.release_secret', true)) $$`,
  `grant execute on all functions in schema api to authenticated`,
  `grant execute on function api.test_session() to anon`,
];
