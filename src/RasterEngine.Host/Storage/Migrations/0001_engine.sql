-- The truth of the service. Hangfire's own tables only wake workers; whatever they lose is found again from here.
create table api_key (
  id bigint generated always as identity primary key,
  tenant text not null,
  name text not null,
  role text not null check (role in ('viewer', 'analyst', 'operator')),
  -- SHA-256 of the key; the key itself is random, so no salt is needed.
  hash bytea not null unique,
  created timestamptz not null default now(),
  revoked timestamptz
);
create unique index api_key_name on api_key (tenant, name) where revoked is null;

create table scan (
  id uuid primary key default gen_random_uuid(),
  tenant text not null,
  name text not null,
  document text not null,
  priority text not null default 'normal' check (priority in ('urgent', 'normal')),
  state text not null default 'queued' check (state in ('queued', 'running', 'successful', 'failed', 'dismissed', 'quarantined')),
  -- Fencing token: raised at each start and at each dismissal, checked by every write of a worker.
  epoch integer not null default 0,
  progress integer not null default 0 check (progress between 0 and 100),
  created timestamptz not null default now(),
  started timestamptz,
  updated timestamptz not null default now(),
  finished timestamptz,
  -- One sentence and its code where the scan failed.
  error text,
  error_code text,
  review boolean not null default false,
  scan_id text,
  -- The document with its scenes chosen, where it named a collection: a second try asks the same question.
  chosen text,
  schedule text,
  slot timestamptz,
  idempotency_key text,
  -- When and as which job Hangfire was told; null while it is to be told.
  enqueued timestamptz,
  hangfire_job bigint
);
create unique index scan_idempotency on scan (tenant, idempotency_key) where idempotency_key is not null;
create index scan_open on scan (created) where state in ('queued', 'running');
create index scan_list on scan (tenant, created desc, id);

-- One row a try, written before the file is opened: a crash cannot hide.
create table attempt (
  id bigint generated always as identity primary key,
  scan_id uuid not null references scan on delete cascade,
  epoch integer not null,
  worker text not null,
  started timestamptz not null default now(),
  beat timestamptz not null default now(),
  ended timestamptz,
  -- 'done', 'refused', 'failed', 'died' (the child ended by a signal or a limit), 'stopped', 'fenced', 'lost' (its worker is gone).
  outcome text,
  detail text
);
create index attempt_of on attempt (scan_id);
create index attempt_open on attempt (beat) where ended is null;

create table schedule (
  tenant text not null,
  name text not null,
  document text not null,
  cron text not null,
  time_zone text not null,
  priority text not null default 'normal' check (priority in ('urgent', 'normal')),
  enabled boolean not null default true,
  created timestamptz not null default now(),
  -- The next slot; null when no more will come.
  due timestamptz,
  primary key (tenant, name)
);

-- One row a slot, whatever number of servers saw it come.
create table slot (
  tenant text not null,
  schedule text not null,
  at timestamptz not null,
  made timestamptz not null default now(),
  primary key (tenant, schedule, at)
);

create table worker (
  name text primary key,
  started timestamptz not null default now(),
  beat timestamptz not null default now(),
  slots integer not null
);

-- Scenes of the archives, as their STAC Items or product folders describe them.
create table catalogue (
  path text primary key,
  collection text not null,
  -- What a scan document says for it: item or product.
  kind text not null check (kind in ('item', 'product')),
  acquired timestamptz not null,
  cloud_percent double precision,
  west double precision, south double precision, east double precision, north double precision,
  -- Of the file that describes it: unchanged means nothing is read again.
  bytes bigint not null,
  modified timestamptz not null
);
create index catalogue_scenes on catalogue (collection, acquired desc);
