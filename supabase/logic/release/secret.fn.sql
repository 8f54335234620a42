create or replace function release.secret()
returns bytea
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  hex text := nullif(current_setting('repere.release_secret', true), '');
begin
  -- On Supabase the secret lies in Vault; its view exists nowhere else, hence the dynamic query.
  if hex is null and to_regclass('vault.decrypted_secrets') is not null then
    execute 'select decrypted_secret from vault.decrypted_secrets where name = ''repere_release_secret''' into hex;
  end if;
  if hex is null or hex !~ '^([0-9A-Fa-f]{2}){32,64}$' then
    perform org.refuse('RP010', 'Publishing needs the release secret: see release.key in the secrets folder.');
  end if;
  return decode(hex, 'hex');
end
$$;
comment on function release.secret() is
  'HMAC secret of the cell keys (32 to 64 bytes): the transaction setting repere.release_secret, or Supabase Vault; RP010 without it. It is never made here.';
revoke all on function release.secret() from public;
