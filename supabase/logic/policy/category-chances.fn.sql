create or replace function release.category_chances(
  k integer[], bounds integer[], n bigint, without_busiest bigint, without_two bigint, y bigint, fixed integer
)
returns double precision[]
language sql immutable security invoker
set search_path = ''
as $$
  -- fixed: the noise of the total, where the category holds the same people; else every noise by its chance.
  select array_agg(coalesce(c.share, 0) order by classes.class)
  from generate_series(0, cardinality(bounds)) classes (class)
  left join (
    select o.class, sum(o.share) as share
    from (
      select v.share, case
        when n > 0 and n + v.v >= k[1] + release.noise_bound() and without_busiest + v.v >= k[2] + release.noise_bound()
          and (k[3] is null or without_two + v.v >= k[3] + release.noise_bound())
        then width_bucket(least(n + v.v, y * 9 / 10), bounds::bigint[]) else 0
      end as class
      from (
        select (at - 6)::integer as v, case when fixed is null then share else 1 end as share
        from unnest(release.noise_shares()) with ordinality u (share, at)
        where fixed is null or at - 6 = fixed
      ) v
    ) o
    group by o.class
  ) c on c.class = classes.class
$$;
comment on function release.category_chances(integer[], integer[], bigint, bigint, bigint, bigint, integer) is
  'Chances of each class (0: hidden) of one category within a shown total y; k holds k0, k1 and k2 (null where the tier has none).';
revoke all on function release.category_chances(integer[], integer[], bigint, bigint, bigint, bigint, integer) from public;
