-- What a browser shows instead of a key. A session ends with its key.
create table session (
  -- SHA-256 of the cookie, which is random.
  hash bytea primary key,
  tenant text not null,
  name text not null,
  role text not null check (role in ('viewer', 'analyst', 'operator')),
  -- Null for who came with a token of another authority; such a session ends with the token.
  key_id bigint references api_key,
  created timestamptz not null default now(),
  expires timestamptz not null
);
create index session_expires on session (expires);

-- Keys that the service signs with, made when they are first needed: 'links', and 'callbacks TENANT'.
create table signing_key (
  name text primary key,
  value bytea not null,
  made timestamptz not null default now()
);

-- Of a finished scan, for the quotas of its tenant.
alter table scan add column pixels bigint, add column result_bytes bigint;

-- Addresses to be told what becomes of a scan (OGC's subscriber).
create table subscriber (
  scan_id uuid primary key references scan on delete cascade,
  success_uri text,
  failed_uri text,
  in_progress_uri text
);

-- One row a message. Hangfire only wakes who sends it, as with scans.
create table callback (
  id uuid primary key default gen_random_uuid(),
  scan_id uuid not null references scan on delete cascade,
  -- The scan's state that it tells of.
  state text not null,
  uri text not null,
  made timestamptz not null default now(),
  tries integer not null default 0,
  -- When it is to be tried next; null when it was delivered or given up.
  due timestamptz default now(),
  enqueued timestamptz,
  hangfire_job bigint,
  delivered timestamptz,
  error text
);
create index callback_due on callback (due) where due is not null;
create index callback_scan on callback (scan_id);

-- Written in the transaction that changes the state, whoever changes it: a message is neither lost nor sent for a change that did not come about.
create function tell_subscriber() returns trigger language plpgsql as $$
begin
  insert into callback (scan_id, state, uri)
  select new.id, new.state, case new.state when 'successful' then s.success_uri when 'running' then s.in_progress_uri else s.failed_uri end
  from subscriber s where s.scan_id = new.id
    and case new.state when 'successful' then s.success_uri when 'running' then s.in_progress_uri when 'failed' then s.failed_uri when 'quarantined' then s.failed_uri when 'dismissed' then s.failed_uri end is not null;
  if found then
    notify scan_queued;
  end if;
  return new;
end
$$;
create trigger scan_state after update of state on scan for each row when (old.state is distinct from new.state) execute function tell_subscriber();
