create or replace function release.top_recall(guess double precision[], truth bigint[], wanted integer)
returns double precision
language sql immutable strict security invoker
set search_path = ''
as $$
  with pair as (
    select u.guess, u.truth::double precision as truth from unnest(guess, truth) u (guess, truth)
  ),
  last as (
    select
      (select p.guess from pair p order by p.guess desc offset wanted - 1 limit 1) as guess,
      (select p.truth from pair p order by p.truth desc offset wanted - 1 limit 1) as truth
  ),
  tied as (
    select l.*,
      (wanted - count(*) filter (where p.guess > l.guess))::double precision / count(*) filter (where p.guess = l.guess) as guess_share,
      (wanted - count(*) filter (where p.truth > l.truth))::double precision / count(*) filter (where p.truth = l.truth) as truth_share
    from last l cross join pair p group by l.guess, l.truth
  )
  select sum(
    case when p.guess > t.guess then 1 when p.guess = t.guess then t.guess_share else 0 end
    * case when p.truth > t.truth then 1 when p.truth = t.truth then t.truth_share else 0 end
  ) / wanted
  from pair p cross join tied t
$$;
comment on function release.top_recall(double precision[], bigint[], integer) is
  'Expected share of the truth''s top values that are among a guess''s top values, ties broken by chance; null for fewer values than wanted.';
revoke all on function release.top_recall(double precision[], bigint[], integer) from public;
