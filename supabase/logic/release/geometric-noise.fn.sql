create or replace function release.geometric_noise(numerator integer, denominator integer)
returns integer
language plpgsql volatile strict security invoker
set search_path = ''
as $$
declare
  -- Bytes from here on are thrown away, so that a byte modulo the denominator is uniform.
  usable constant integer := 256 / denominator * denominator;
  bytes bytea := extensions.gen_random_bytes(32);
  at integer := 0;
  drawn integer;
  total integer := 0;
  direction integer := 1;
begin
  -- The difference of two geometric variables is the two-sided one: P(k) = (1 - a) / (1 + a) * a^|k|, a = num/den.
  loop
    if at = 32 then
      bytes := extensions.gen_random_bytes(32);
      at := 0;
    end if;
    drawn := get_byte(bytes, at);
    at := at + 1;
    continue when drawn >= usable;
    if drawn % denominator < numerator then
      total := total + direction;
    elsif direction = 1 then
      direction := -1;
    else
      return total;
    end if;
  end loop;
end
$$;
comment on function release.geometric_noise(integer, integer) is
  'Two-sided geometric noise with rational parameter num/den (0 < num < den <= 256), exact: integers from a cryptographic generator, no floating point (Ghosh et al. 2009; Canonne, Kamath, Steinke 2020).';
revoke all on function release.geometric_noise(integer, integer) from public;
