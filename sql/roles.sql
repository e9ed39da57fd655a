-- Who may enter and how far, to be run by a superuser: by every migration of a server that is ours alone, once by
-- its administrator on a server that is shared. Safe to repeat.
-- watch1718_owner owns the published views and the audit and cannot log in; dashboard reads the views and nothing else.
-- The other three are groups for logins of their own: watch1718_pipeline runs the steps, watch1718_analyst decides on
-- alerts, watch1718_approver on lists too:  create role anna login password '…' in role watch1718_analyst

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

do $$
declare
  wanted text;
begin
  foreach wanted in array array['watch1718_pipeline', 'watch1718_analyst', 'watch1718_approver'] loop
    begin
      execute format('create role %I nologin', wanted);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

-- Limits are set where they differ: changing a role locks it for every database of the server
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

-- Every server lets PUBLIC make temporary tables and large objects and take advisory locks: a reader needs none of
-- these. The account that owns this database keeps what it needs, by name.
do $$
declare
  ours constant name := (select pg_get_userbyid(datdba) from pg_database where datname = current_database());
  found record;
begin
  if not pg_has_role(ours, 'watch1718_owner', 'member') then
    execute format('grant watch1718_owner to %I', ours);
  end if;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant all on database %I to %I', current_database(), ours);
  execute format(
    'grant connect on database %I to dashboard, watch1718_pipeline, watch1718_analyst, watch1718_approver', current_database());
  grant execute on function pg_advisory_xact_lock(integer, integer) to watch1718_owner;
  revoke all on schema public from public;
  grant execute on function
    pg_try_advisory_lock(integer, integer), pg_advisory_unlock(integer, integer), pg_advisory_xact_lock(integer, integer)
  to watch1718_pipeline;
  for found in
    select p.oid::regprocedure as name
    from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace
      and p.proname ~ '^(lo_|lo(creat|read|write|unlink)|pg_(try_)?advisory_)'
      and has_function_privilege('public', p.oid, 'execute')
  loop
    execute format('grant execute on function %s to %I', found.name, ours);
    execute format('revoke execute on function %s from public', found.name);
  end loop;
end $$;
