create or replace function org.refuse(code text, hint text)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  raise exception using
    errcode = refuse.code,
    message = case refuse.code
      when '42501' then 'not_allowed'
      when 'PT401' then 'session_ended'
      when 'RP001' then 'bad_argument'
      when 'RP002' then 'not_found'
      when 'RP003' then 'already_done'
      when 'RP004' then 'conflict'
      when 'RP005' then 'outside_grid'
      when 'RP006' then 'date_in_future'
      when 'RP007' then 'too_many'
      when 'RP010' then 'secret_missing'
      when 'RP011' then 'nothing_due'
      when 'RP012' then 'window_overlaps'
      else 'refused'
    end,
    hint = refuse.hint;
end
$$;
comment on function org.refuse(text, text) is
  'Raises a house error: SQLSTATE, its one word, and a short English hint that never holds data.';
revoke all on function org.refuse(text, text) from public;
