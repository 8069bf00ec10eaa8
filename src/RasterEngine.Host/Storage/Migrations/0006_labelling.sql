-- Samples that people label on the page. What people said outlives the scan it is about: no reference to its row.
create table sample (
  id uuid primary key default gen_random_uuid(),
  tenant text not null,
  name text not null,
  scan_id uuid not null,
  classes text[] not null,
  units integer not null,
  created timestamptz not null default now()
);
create index sample_list on sample (tenant, created desc);

-- One row an answer. interpreter is the name of a key, or 'adjudicated'.
create table unit_label (
  sample_id uuid not null references sample on delete cascade,
  unit integer not null,
  interpreter text not null,
  -- Null: looked at, and nothing can be said (a non-response).
  reference text,
  at timestamptz not null default now(),
  primary key (sample_id, unit, interpreter)
);
