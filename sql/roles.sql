-- Who may do what. Applied by every migration that changes something; safe to repeat.
-- watch1718_owner owns the published views and cannot log in; dashboard reads them and nothing else.
-- The account that migrates keeps what it needs by name before PUBLIC loses it.

do $$
begin
  create role watch1718_owner nologin noinherit;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
  create role dashboard login noinherit connection limit 20;
exception when duplicate_object or unique_violation then null;
end $$;

-- Limits are set once and only where they differ: changing a role locks it for every database of the server
do $$
declare
  wanted constant text[] := array[
    'search_path=published',
    'default_transaction_read_only=on',
    'statement_timeout=30s',
    'idle_in_transaction_session_timeout=60s',
    'lock_timeout=5s',
    'temp_file_limit=256MB'];
  entry text;
begin
  if (select setconfig from pg_db_role_setting where setrole = 'dashboard'::regrole and setdatabase = 0)
     is distinct from wanted then
    alter role dashboard reset all;
    foreach entry in array wanted loop
      execute format('alter role dashboard set %I = %L', split_part(entry, '=', 1), split_part(entry, '=', 2));
    end loop;
  end if;
end $$;

do $$
begin
  if not pg_has_role(current_user, 'watch1718_owner', 'usage') then
    execute format('grant watch1718_owner to %I', current_user);
  end if;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to dashboard', current_database());
  execute format('grant connect, create, temporary on database %I to %I', current_database(), current_user);
end $$;

create schema if not exists published;
alter schema published owner to watch1718_owner;
revoke all on schema published from public;
grant usage on schema published to dashboard;

-- The views are read with their owner's rights: it may read what is published and the names beside it
revoke all on schema public from public;
grant usage on schema ledger to watch1718_owner;
grant select on
  ledger.world,
  ledger.category,
  ledger.edition,
  ledger.current_edition,
  ledger.attestation,
  ledger.edition_source,
  ledger.edition_alert,
  ledger.edition_party,
  ledger.edition_evidence,
  ledger.edition_paragraph,
  ledger.edition_event,
  ledger.edition_not_alert
to watch1718_owner;

-- Every server lets PUBLIC make large objects and take advisory locks: a reader needs neither
do $$
declare
  found record;
begin
  for found in
    select p.oid::regprocedure as name
    from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace
      and p.proname ~ '^(lo_|lo(creat|read|write|unlink)|pg_(try_)?advisory_)'
      and has_function_privilege('public', p.oid, 'execute')
  loop
    execute format('grant execute on function %s to %I', found.name, current_user);
    execute format('revoke execute on function %s from public', found.name);
  end loop;
end $$;
