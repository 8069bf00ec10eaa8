-- A large scan is cut into shards, each computed by a process of its own. The scan stays 'running' under one epoch meanwhile.
create table shard (
  id uuid primary key default gen_random_uuid(),
  scan_id uuid not null references scan on delete cascade,
  -- Of the scan when it was cut: under another one the shard is worth nothing.
  epoch integer not null,
  -- From 0. The last one has no pixels: it puts the parts of the others together and publishes.
  number integer not null,
  pixels bigint not null,
  -- 'waiting': for the parts of all others.
  state text not null check (state in ('waiting', 'queued', 'running', 'done')),
  percent integer not null default 0,
  enqueued timestamptz,
  hangfire_job bigint,
  unique (scan_id, epoch, number)
);
create index shard_open on shard (scan_id) where state in ('queued', 'running');

-- One row a shard that is done, written once: totals are sums of what it names, never increments.
create table ledger (
  scan_id uuid not null references scan on delete cascade,
  epoch integer not null,
  number integer not null,
  -- File below the scan's work folder, and its checksum.
  part text not null,
  sha256 text not null,
  committed timestamptz not null default now(),
  primary key (scan_id, epoch, number)
);

alter table attempt add column shard_id uuid references shard on delete cascade;
create index attempt_of_shard on attempt (shard_id) where shard_id is not null;
