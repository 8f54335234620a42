create or replace function api.policy_preview(policy jsonb, tier text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  base release.policy;
  wished release.policy;
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  published_until date;
  question jsonb;
  answer jsonb;
begin
  perform org.require_second_factor();
  if (tier in ('educator', 'lead')) is distinct from true then
    perform org.refuse('RP001', 'tier is educator or lead.');
  end if;
  perform pg_advisory_xact_lock(release.lock_key(caller.organisation_id));
  base := release.current_policy(caller.organisation_id);
  wished := release.read_policy(base, policy);
  question := release.describe_policy(wished) - '{version,made_at,season_from}'::text[];
  select max(w.ends_on) into published_until from release.window w
  where w.organisation_id = caller.organisation_id and w.tier::text = policy_preview.tier and w.layer = 'encounters';
  if published_until is null then
    perform org.refuse('RP011', 'Nothing is published yet.');
  end if;
  -- The same question has the same answer: asking again averages nothing.
  select p.answer into answer from release.policy_preview p
  where p.organisation_id = caller.organisation_id and p.tier::text = policy_preview.tier
    and p.last_day = published_until and p.wish = question;
  if answer is null then
    if (
      select count(*) from release.policy_preview p where p.organisation_id = caller.organisation_id and p.made_on = today
    ) >= 12 then
      perform org.refuse('RP007', 'Twelve previews a day.');
    end if;
    begin
      answer := release.preview_answer(release.add_policy(base, wished, caller.id), policy_preview.tier::release.tier);
      -- Whatever was made to work it out goes again.
      raise exception using errcode = 'RP099';
    exception when sqlstate 'RP099' then
      null;
    end;
    insert into release.policy_preview (organisation_id, tier, wish, last_day, answer, made_by, made_on, made_at)
    values (
      caller.organisation_id, policy_preview.tier::release.tier, question, published_until, answer, caller.id, today, release.now()
    );
  end if;
  perform audit.write('policy_previewed', null);
  return answer || jsonb_build_object(
    'tier', tier, 'until', published_until, 'season_from', release.season_from(base, wished),
    -- A season cut from counts that are paid for costs nothing; the budget says what all the rest leaves.
    'epsilon', 0, 'budget_left', release.budget_left(caller.organisation_id, today) / 1000000.0
  );
end
$$;
comment on function api.policy_preview(jsonb, text) is
  'Dpo, with a fresh code: what a policy would have made of the last published window of a tier: share of contributions shown, recall of the next window''s top 20 cells against the raw map''s, earth mover''s distance to it (at most, km), an attacker''s advantage (upper 95 %), and the epsilon it spends. Rounded, worked out on published windows with noise of its own, kept (the same question has the same answer), audited, 12 new questions a day.';
revoke all on function api.policy_preview(jsonb, text) from public;
grant execute on function api.policy_preview(jsonb, text) to authenticated;
