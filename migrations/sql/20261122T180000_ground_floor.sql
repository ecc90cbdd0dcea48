-- One set for SQLite and PostgreSQL. Placeholders: {text} (byte order on both), {int} (64 bits), {seq} (growing key).
-- Instants are microseconds since 1970 in UTC; money is minor units; ids are UUIDv7 text.

CREATE TABLE organisation (
  id {text} PRIMARY KEY,
  kind {text} NOT NULL CHECK (kind IN ('seller', 'customer', 'operator')),
  name_zh {text} NOT NULL,
  name_en {text} NOT NULL,
  contact_mail {text} NOT NULL DEFAULT '',
  contact_phone {text} NOT NULL DEFAULT '',
  created_at {int} NOT NULL
);
CREATE INDEX organisation_created ON organisation (created_at, id);

CREATE TABLE person (
  id {text} PRIMARY KEY,
  email {text} NOT NULL,
  name {text} NOT NULL,
  password_hash {text} NOT NULL,
  lang {text} NOT NULL DEFAULT 'zh-CN',
  created_at {int} NOT NULL,
  disabled_at {int},
  CONSTRAINT person_email_key UNIQUE (email)
);

CREATE TABLE membership (
  person_id {text} NOT NULL REFERENCES person (id),
  organisation_id {text} NOT NULL REFERENCES organisation (id),
  role {text} NOT NULL,
  created_at {int} NOT NULL,
  PRIMARY KEY (person_id, organisation_id, role)
);
CREATE INDEX membership_organisation ON membership (organisation_id);

CREATE TABLE session (
  id {text} PRIMARY KEY,
  token_hash {text} NOT NULL,
  person_id {text} NOT NULL REFERENCES person (id),
  organisation_id {text} NOT NULL REFERENCES organisation (id),
  device {text} NOT NULL DEFAULT '',
  created_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  ended_at {int},
  CONSTRAINT session_token_key UNIQUE (token_hash)
);
CREATE INDEX session_person ON session (person_id);

-- Failures by address, whether or not an account has it: the answer must not tell.
CREATE TABLE sign_in_guard (
  email_hash {text} PRIMARY KEY,
  failures {int} NOT NULL,
  locked_until {int} NOT NULL,
  updated_at {int} NOT NULL
);

CREATE TABLE audit (
  seq {seq},
  at {int} NOT NULL,
  actor {text} NOT NULL,
  organisation_id {text},
  organisation_name {text} NOT NULL DEFAULT '',
  operation {text} NOT NULL,
  object {text} NOT NULL DEFAULT '',
  outcome {text} NOT NULL,
  request_id {text} NOT NULL DEFAULT '',
  before_json {text},
  after_json {text}
);
CREATE INDEX audit_operation ON audit (operation, seq);
CREATE INDEX audit_actor ON audit (actor, seq);
CREATE INDEX audit_object ON audit (object, seq);
CREATE INDEX audit_at ON audit (at, seq);

CREATE TABLE idempotency (
  who {text} NOT NULL,
  key {text} NOT NULL,
  request_hash {text} NOT NULL,
  response {text},
  created_at {int} NOT NULL,
  PRIMARY KEY (who, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE job (
  id {text} PRIMARY KEY,
  kind {text} NOT NULL,
  payload {text} NOT NULL,
  dedupe {text},
  run_at {int} NOT NULL,
  attempts {int} NOT NULL DEFAULT 0,
  lease_until {int} NOT NULL DEFAULT 0,
  fence {int} NOT NULL DEFAULT 0,
  last_error {text},
  done_at {int},
  dead_at {int},
  created_at {int} NOT NULL,
  CONSTRAINT job_dedupe_key UNIQUE (dedupe)
);
CREATE INDEX job_waiting ON job (run_at) WHERE done_at IS NULL AND dead_at IS NULL;

CREATE TABLE mail (
  id {text} PRIMARY KEY,
  recipient {text} NOT NULL,
  lang {text} NOT NULL,
  subject {text} NOT NULL,
  body_text {text} NOT NULL,
  body_html {text} NOT NULL,
  dedupe {text},
  created_at {int} NOT NULL,
  sent_at {int},
  CONSTRAINT mail_dedupe_key UNIQUE (dedupe)
);
CREATE INDEX mail_recipient ON mail (recipient, created_at, id);
CREATE INDEX mail_created ON mail (created_at, id);

CREATE TABLE notice (
  id {text} PRIMARY KEY,
  person_id {text} NOT NULL REFERENCES person (id),
  organisation_id {text} NOT NULL REFERENCES organisation (id),
  subject {text} NOT NULL,
  body {text} NOT NULL,
  path {text} NOT NULL,
  dedupe {text} NOT NULL,
  created_at {int} NOT NULL,
  read_at {int},
  CONSTRAINT notice_once_key UNIQUE (person_id, organisation_id, dedupe)
);
CREATE INDEX notice_inbox ON notice (person_id, organisation_id, created_at, id);
CREATE INDEX notice_unread ON notice (person_id, organisation_id, created_at, id) WHERE read_at IS NULL;

CREATE TABLE setting (
  key {text} PRIMARY KEY,
  value {text} NOT NULL,
  version {int} NOT NULL,
  updated_at {int} NOT NULL
);

-- Days that differ from the weekday rule: public holidays, and weekends worked in exchange.
CREATE TABLE calendar_day (
  day {text} PRIMARY KEY,
  works {int} NOT NULL
);

CREATE TABLE file (
  id {text} PRIMARY KEY,
  organisation_id {text} NOT NULL REFERENCES organisation (id),
  purpose {text} NOT NULL,
  name {text} NOT NULL,
  kind {text},
  size {int},
  sha256 {text},
  created_by {text} NOT NULL,
  created_at {int} NOT NULL,
  stored_at {int}
);
CREATE INDEX file_organisation ON file (organisation_id, created_at);
CREATE INDEX file_sha256 ON file (sha256);

CREATE TABLE certification (
  seller_id {text} PRIMARY KEY REFERENCES organisation (id),
  state {text} NOT NULL,
  content {text} NOT NULL,
  comments {text} NOT NULL DEFAULT '[]',
  review_id {text},
  version {int} NOT NULL,
  since {int} NOT NULL,
  certified_at {int}
);

CREATE TABLE listing (
  id {text} PRIMARY KEY,
  seller_id {text} NOT NULL REFERENCES organisation (id),
  state {text} NOT NULL,
  revision_id {text} NOT NULL,
  revision_state {text} NOT NULL,
  live_revision_id {text},
  live_since {int},
  name_zh {text} NOT NULL,
  name_en {text} NOT NULL,
  search {text} NOT NULL DEFAULT '',
  access_type {text} NOT NULL,
  trade_class {text} NOT NULL,
  category {text},
  specs {int} NOT NULL DEFAULT 0,
  created_at {int} NOT NULL,
  updated_at {int} NOT NULL,
  deleted_at {int}
);
CREATE INDEX listing_seller ON listing (seller_id, updated_at, id);

CREATE TABLE listing_revision (
  id {text} PRIMARY KEY,
  listing_id {text} NOT NULL REFERENCES listing (id),
  seller_id {text} NOT NULL REFERENCES organisation (id),
  number {int} NOT NULL,
  state {text} NOT NULL,
  content {text} NOT NULL,
  comments {text} NOT NULL DEFAULT '[]',
  review_id {text},
  version {int} NOT NULL,
  saved_at {int} NOT NULL,
  saved_by {text} NOT NULL,
  submitted_at {int},
  due_at {int},
  decided_at {int},
  CONSTRAINT listing_revision_number_key UNIQUE (listing_id, number)
);

CREATE TABLE review (
  id {text} PRIMARY KEY,
  kind {text} NOT NULL,
  object_id {text} NOT NULL,
  seller_id {text} NOT NULL REFERENCES organisation (id),
  title_zh {text} NOT NULL,
  title_en {text} NOT NULL,
  state {text} NOT NULL,
  submitted_at {int} NOT NULL,
  submitted_by {text} NOT NULL,
  due_at {int} NOT NULL,
  claimed_by {text},
  claimed_name {text},
  claimed_until {int},
  comments {text} NOT NULL DEFAULT '[]',
  decided_by {text},
  decided_at {int},
  -- What was decided on, kept when it was: the object itself goes on being edited.
  subject {text},
  version {int} NOT NULL DEFAULT 1
);
CREATE INDEX review_queue ON review (state, submitted_at, id);
CREATE INDEX review_decided ON review (state, decided_at, id) WHERE state <> 'open';
CREATE INDEX review_due ON review (state, due_at);
CREATE INDEX review_object ON review (object_id);

CREATE TABLE offer (
  id {text} PRIMARY KEY,
  seller_id {text} NOT NULL REFERENCES organisation (id),
  name {text} NOT NULL,
  name_key {text} NOT NULL,
  listing_id {text} NOT NULL REFERENCES listing (id),
  customer_id {text} NOT NULL REFERENCES organisation (id),
  customer_email {text} NOT NULL,
  state {text} NOT NULL,
  starts_at {int} NOT NULL,
  ends_at {int} NOT NULL,
  max_percent {int} NOT NULL,
  max_orders {int} NOT NULL,
  used {int} NOT NULL DEFAULT 0,
  link_version {int} NOT NULL DEFAULT 1,
  token_hash {text} NOT NULL,
  opened {int} NOT NULL DEFAULT 0,
  review_id {text},
  comments {text} NOT NULL DEFAULT '[]',
  created_by {text} NOT NULL,
  created_at {int} NOT NULL,
  version {int} NOT NULL DEFAULT 1,
  CONSTRAINT offer_name_key UNIQUE (seller_id, name_key),
  CONSTRAINT offer_token_key UNIQUE (token_hash),
  CONSTRAINT offer_used_check CHECK (used >= 0 AND used <= max_orders)
);
CREATE INDEX offer_seller ON offer (seller_id, created_at, id);

CREATE TABLE offer_line (
  offer_id {text} NOT NULL REFERENCES offer (id),
  spec_id {text} NOT NULL,
  percent {int} NOT NULL,
  PRIMARY KEY (offer_id, spec_id)
);

CREATE TABLE offer_event (
  seq {seq},
  offer_id {text} NOT NULL REFERENCES offer (id),
  at {int} NOT NULL,
  event {text} NOT NULL
);
CREATE INDEX offer_event_offer ON offer_event (offer_id, seq);

CREATE TABLE purchase_order (
  id {text} PRIMARY KEY,
  number {text} NOT NULL,
  seller_id {text} NOT NULL REFERENCES organisation (id),
  customer_id {text} NOT NULL REFERENCES organisation (id),
  offer_id {text} REFERENCES offer (id),
  state {text} NOT NULL,
  product_zh {text} NOT NULL,
  product_en {text} NOT NULL,
  total {int} NOT NULL,
  currency {text} NOT NULL,
  origin {text} NOT NULL DEFAULT 'portal',
  import_hash {text},
  created_by {text} NOT NULL,
  created_at {int} NOT NULL,
  paid_at {int},
  completed_at {int},
  cancelled_at {int},
  CONSTRAINT purchase_order_number_key UNIQUE (number)
);
CREATE INDEX purchase_order_seller ON purchase_order (seller_id, created_at, id);
CREATE INDEX purchase_order_customer ON purchase_order (customer_id, created_at, id);

CREATE TABLE order_line (
  id {text} PRIMARY KEY,
  order_id {text} NOT NULL REFERENCES purchase_order (id),
  number {text} NOT NULL,
  seller_id {text} NOT NULL REFERENCES organisation (id),
  customer_id {text} NOT NULL REFERENCES organisation (id),
  listing_id {text},
  spec_id {text},
  class {text} NOT NULL,
  product_zh {text} NOT NULL,
  product_en {text} NOT NULL,
  spec_zh {text} NOT NULL,
  spec_en {text} NOT NULL,
  term {text} NOT NULL,
  quantity {int} NOT NULL,
  list {int} NOT NULL,
  percent {int} NOT NULL,
  gross {int} NOT NULL,
  currency {text} NOT NULL,
  created_at {int} NOT NULL,
  paid_at {int},
  supervised {int} NOT NULL DEFAULT 0,
  supervision_done_at {int},
  effective_at {int},
  cancelled_at {int},
  bill_id {text},
  billed_period {text},
  CONSTRAINT order_line_number_key UNIQUE (number)
);
CREATE INDEX order_line_order ON order_line (order_id);
CREATE INDEX order_line_seller ON order_line (seller_id, created_at, id);
-- The months of a seller's overview, from the index alone.
CREATE INDEX order_line_paid ON order_line (seller_id, paid_at, currency, gross) WHERE paid_at IS NOT NULL AND cancelled_at IS NULL;
-- What a bill run looks at: only what no bill has taken yet.
CREATE INDEX order_line_unbilled ON order_line (seller_id, class, number) WHERE bill_id IS NULL AND cancelled_at IS NULL;

CREATE TABLE payment (
  id {text} PRIMARY KEY,
  order_id {text} NOT NULL REFERENCES purchase_order (id),
  customer_id {text} NOT NULL REFERENCES organisation (id),
  provider {text} NOT NULL,
  state {text} NOT NULL,
  amount {int} NOT NULL,
  currency {text} NOT NULL,
  created_at {int} NOT NULL,
  settled_at {int}
);
CREATE INDEX payment_order ON payment (order_id, created_at);
-- One order is paid at most once, and has at most one payment under way.
CREATE UNIQUE INDEX payment_once ON payment (order_id) WHERE state IN ('pending', 'succeeded');

CREATE TABLE bill (
  id {text} PRIMARY KEY,
  seller_id {text} NOT NULL REFERENCES organisation (id),
  period {text} NOT NULL,
  -- The period as a number: what lists are ordered by.
  month {int} NOT NULL,
  class {text} NOT NULL,
  state {text} NOT NULL,
  gross {int} NOT NULL,
  fee {int} NOT NULL,
  net {int} NOT NULL,
  lines {int} NOT NULL,
  currency {text} NOT NULL,
  rate {int} NOT NULL,
  rule {text} NOT NULL,
  created_at {int} NOT NULL,
  version {int} NOT NULL DEFAULT 1,
  -- 0 while a run still adds lines; nobody sees the bill before it is 1.
  complete {int} NOT NULL DEFAULT 0,
  CONSTRAINT bill_once_key UNIQUE (seller_id, period, class)
);
CREATE INDEX bill_seller ON bill (seller_id, month, id);
CREATE INDEX bill_month ON bill (month, id);
-- At most one bill of a seller and class is being built: two runs cannot share the same lines out.
CREATE UNIQUE INDEX bill_building ON bill (seller_id, class) WHERE complete = 0;

CREATE TABLE bill_line (
  bill_id {text} NOT NULL REFERENCES bill (id),
  seq {int} NOT NULL,
  seller_id {text} NOT NULL,
  order_line_id {text} NOT NULL,
  order_number {text} NOT NULL,
  line_number {text} NOT NULL,
  product_zh {text} NOT NULL,
  product_en {text} NOT NULL,
  spec_zh {text} NOT NULL,
  spec_en {text} NOT NULL,
  customer_zh {text} NOT NULL,
  customer_en {text} NOT NULL,
  quantity {int} NOT NULL,
  gross {int} NOT NULL,
  fee {int} NOT NULL,
  net {int} NOT NULL,
  currency {text} NOT NULL,
  rate {int} NOT NULL,
  rule {text} NOT NULL,
  paid_at {int} NOT NULL,
  effective_at {int} NOT NULL,
  PRIMARY KEY (bill_id, seq),
  CONSTRAINT bill_line_once_key UNIQUE (order_line_id)
);
-- Lines are numbered in the order of their line numbers: the start of a number is a range of seq.
CREATE INDEX bill_line_number ON bill_line (bill_id, line_number);

-- A bill by product and business day, kept with its lines: what a filter selects is counted and summed up here, and
-- found between first_seq and last_seq.
CREATE TABLE bill_part (
  bill_id {text} NOT NULL REFERENCES bill (id),
  product_zh {text} NOT NULL,
  product_en {text} NOT NULL,
  day {int} NOT NULL, -- its first microsecond, in the zone of the run
  seller_id {text} NOT NULL,
  lines {int} NOT NULL,
  gross {int} NOT NULL,
  fee {int} NOT NULL,
  net {int} NOT NULL,
  first_seq {int} NOT NULL,
  last_seq {int} NOT NULL,
  PRIMARY KEY (bill_id, product_zh, product_en, day)
);

CREATE TABLE bill_event (
  seq {seq},
  bill_id {text} NOT NULL REFERENCES bill (id),
  at {int} NOT NULL,
  from_state {text},
  to_state {text} NOT NULL,
  actor {text} NOT NULL,
  note {text} NOT NULL DEFAULT ''
);
CREATE INDEX bill_event_bill ON bill_event (bill_id, seq);

CREATE TABLE bill_run (
  id {text} PRIMARY KEY,
  period {text} NOT NULL,
  started_at {int} NOT NULL,
  finished_at {int},
  billed {int} NOT NULL DEFAULT 0
);
