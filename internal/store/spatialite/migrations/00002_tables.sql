-- Words and rules are those of docs/vocabulary.md. Valid times are UTC ISO 8601 with seconds, recorded times with
-- exactly six fractional digits, so that comparing text compares time; an open end is NULL. Texts in several
-- languages are JSON objects by language tag. Geometry is a SpatiaLite BLOB with SRID 4326, longitude before
-- latitude; its type and index come with the next migration.

-- +goose Up

CREATE TABLE recorded_clock (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    last     TEXT NOT NULL CHECK (last GLOB '????-??-??T??:??:??.??????Z')
) STRICT;

CREATE TABLE enclaves (
    id            TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z')
) STRICT, WITHOUT ROWID;

CREATE TABLE enclave_versions (
    enclave       TEXT NOT NULL REFERENCES enclaves (id),
    name          TEXT NOT NULL CHECK (json_valid(name)),
    time_zone     TEXT NOT NULL,
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    PRIMARY KEY (enclave, recorded_from)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX enclave_versions_now ON enclave_versions (enclave) WHERE recorded_to IS NULL;

CREATE TABLE sources (
    id            INTEGER PRIMARY KEY,
    title         TEXT NOT NULL CHECK (title <> ''),
    publisher     TEXT NOT NULL,
    affiliation   TEXT CHECK (affiliation <> ''),
    url           TEXT CHECK (url <> ''),
    archive_url   TEXT CHECK (archive_url <> ''),
    grade         TEXT NOT NULL CHECK (grade GLOB '[A-F][1-6]'),
    observed_at   TEXT CHECK (observed_at GLOB '????-??-??T??:??:??.??????Z'),
    published_at  TEXT CHECK (published_at GLOB '????-??-??T??:??:??.??????Z'),
    retrieved_at  TEXT CHECK (retrieved_at GLOB '????-??-??T??:??:??.??????Z'),
    licence       TEXT NOT NULL,
    language      TEXT CHECK (language <> ''),
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z')
) STRICT;

CREATE INDEX sources_title ON sources (title, url);

CREATE TABLE boundaries (
    fid           INTEGER PRIMARY KEY,
    enclave       TEXT NOT NULL REFERENCES enclaves (id) DEFERRABLE INITIALLY DEFERRED,
    id            TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
    version       INTEGER NOT NULL CHECK (version >= 1),
    area_m2       REAL NOT NULL CHECK (area_m2 > 0),
    source        INTEGER NOT NULL REFERENCES sources (id),
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    geometry      BLOB NOT NULL,
    UNIQUE (enclave, id, version)
) STRICT;

CREATE TABLE series (
    enclave       TEXT NOT NULL REFERENCES enclaves (id),
    id            TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    PRIMARY KEY (enclave, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_versions (
    enclave       TEXT NOT NULL,
    series        TEXT NOT NULL,
    title         TEXT NOT NULL CHECK (json_valid(title)),
    kind          TEXT NOT NULL CHECK (kind IN ('assessed', 'reported', 'claimed', 'planned')),
    description   TEXT CHECK (json_valid(description)),
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    PRIMARY KEY (enclave, series, recorded_from),
    FOREIGN KEY (enclave, series) REFERENCES series (enclave, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX series_versions_now ON series_versions (enclave, series) WHERE recorded_to IS NULL;

-- A version of the settings that was replaced within its own transaction has an empty recorded interval.
CREATE TABLE settings (
    enclave               TEXT NOT NULL REFERENCES enclaves (id),
    version               INTEGER NOT NULL CHECK (version >= 1),
    thresholds            TEXT NOT NULL CHECK (json_valid(thresholds)),
    default_series        TEXT,
    default_series_reason TEXT CHECK (json_valid(default_series_reason)),
    boundary              TEXT NOT NULL,
    boundary_version      INTEGER NOT NULL,
    recorded_from         TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to           TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to >= recorded_from),
    PRIMARY KEY (enclave, version),
    FOREIGN KEY (enclave, default_series) REFERENCES series (enclave, id),
    FOREIGN KEY (enclave, boundary, boundary_version) REFERENCES boundaries (enclave, id, version)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX settings_now ON settings (enclave) WHERE recorded_to IS NULL;

CREATE TABLE controllers (
    enclave          TEXT NOT NULL,
    settings_version INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    id               TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
    label            TEXT NOT NULL CHECK (json_valid(label)),
    definition       TEXT NOT NULL CHECK (json_valid(definition)),
    contested        INTEGER NOT NULL CHECK (contested IN (0, 1)),
    unassigned       INTEGER NOT NULL CHECK (unassigned IN (0, 1) AND contested + unassigned <= 1),
    PRIMARY KEY (enclave, settings_version, position),
    UNIQUE (enclave, settings_version, id),
    FOREIGN KEY (enclave, settings_version) REFERENCES settings (enclave, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE sides (
    enclave          TEXT NOT NULL,
    settings_version INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    id               TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 40 AND id NOT GLOB '*[^a-z0-9-]*'),
    label            TEXT NOT NULL CHECK (json_valid(label)),
    PRIMARY KEY (enclave, settings_version, position),
    FOREIGN KEY (enclave, settings_version) REFERENCES settings (enclave, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE side_controllers (
    enclave          TEXT NOT NULL,
    settings_version INTEGER NOT NULL,
    side             INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    controller       TEXT NOT NULL,
    PRIMARY KEY (enclave, settings_version, side, position),
    UNIQUE (enclave, settings_version, controller),
    FOREIGN KEY (enclave, settings_version, side) REFERENCES sides (enclave, settings_version, position),
    FOREIGN KEY (enclave, settings_version, controller) REFERENCES controllers (enclave, settings_version, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE revisions (
    enclave          TEXT NOT NULL,
    series           TEXT NOT NULL,
    revision         INTEGER NOT NULL CHECK (revision >= 1),
    recorded_at      TEXT NOT NULL CHECK (recorded_at GLOB '????-??-??T??:??:??.??????Z'),
    cause            TEXT NOT NULL CHECK (cause IN ('publication', 'observations')),
    settings_version INTEGER NOT NULL,
    boundary         TEXT NOT NULL,
    boundary_version INTEGER NOT NULL,
    PRIMARY KEY (enclave, series, revision),
    UNIQUE (enclave, series, recorded_at),
    FOREIGN KEY (enclave, series) REFERENCES series (enclave, id),
    FOREIGN KEY (enclave, settings_version) REFERENCES settings (enclave, version),
    FOREIGN KEY (enclave, boundary, boundary_version) REFERENCES boundaries (enclave, id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE editions (
    id            INTEGER PRIMARY KEY,
    enclave       TEXT NOT NULL,
    series        TEXT NOT NULL,
    revision      INTEGER NOT NULL,
    title         TEXT NOT NULL,
    note          TEXT CHECK (json_valid(note)),
    cut_off       TEXT CHECK (cut_off GLOB '????-??-??T??:??:??.??????Z'),
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    UNIQUE (enclave, series, revision),
    FOREIGN KEY (enclave, series, revision) REFERENCES revisions (enclave, series, revision)
) STRICT;

CREATE TABLE updates (
    id                   INTEGER PRIMARY KEY CHECK (id >= 1),
    enclave              TEXT NOT NULL,
    series               TEXT NOT NULL,
    edition              INTEGER NOT NULL REFERENCES editions (id),
    place                INTEGER NOT NULL CHECK (place >= 1),
    kind                 TEXT NOT NULL CHECK (kind IN ('paint', 'replace', 'affirm', 'withdraw')),
    valid_from           TEXT CHECK (valid_from GLOB '????-??-??T??:??:??Z'),
    valid_to             TEXT CHECK (valid_to GLOB '????-??-??T??:??:??Z' AND valid_to > valid_from),
    valid_from_precision TEXT CHECK (valid_from_precision IN ('instant', 'day', 'week', 'month')),
    remainder            TEXT CHECK ((remainder IS NOT NULL) = (kind = 'replace')),
    target               INTEGER REFERENCES updates (id) CHECK ((target IS NOT NULL) = (kind = 'withdraw')),
    supersedes           INTEGER REFERENCES updates (id),
    assessment           TEXT CHECK (assessment IN ('confirmed', 'assessed', 'reported', 'claimed')),
    accuracy_m           REAL CHECK (accuracy_m >= 0),
    geometry_quality     TEXT CHECK (geometry_quality IN ('surveyed', 'traced', 'schematic')),
    note                 TEXT NOT NULL,
    digest               TEXT CHECK (digest <> ''),
    recorded_from        TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to          TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    CHECK (kind = 'withdraw' OR valid_from IS NOT NULL),
    FOREIGN KEY (enclave, series) REFERENCES series (enclave, id)
) STRICT;

CREATE INDEX updates_valid ON updates (enclave, series, valid_from, place);
CREATE INDEX updates_digest ON updates (enclave, series, digest) WHERE digest IS NOT NULL;

CREATE TABLE update_sources (
    update_id INTEGER NOT NULL REFERENCES updates (id),
    position  INTEGER NOT NULL,
    source    INTEGER NOT NULL REFERENCES sources (id),
    PRIMARY KEY (update_id, position)
) STRICT, WITHOUT ROWID;

-- Ground as an update gives it, unclipped.
CREATE TABLE update_areas (
    fid        INTEGER PRIMARY KEY,
    update_id  INTEGER NOT NULL REFERENCES updates (id),
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    controller TEXT NOT NULL,
    geometry   BLOB NOT NULL,
    UNIQUE (update_id, position)
) STRICT;

CREATE TABLE zones (
    fid              INTEGER PRIMARY KEY,
    enclave          TEXT NOT NULL,
    series           TEXT NOT NULL,
    id               INTEGER NOT NULL CHECK (id >= 1),
    controller       TEXT NOT NULL,
    assessment       TEXT CHECK (assessment IN ('confirmed', 'assessed', 'reported', 'claimed')),
    accuracy_m       REAL CHECK (accuracy_m >= 0),
    geometry_quality TEXT CHECK (geometry_quality IN ('surveyed', 'traced', 'schematic')),
    basis            TEXT NOT NULL CHECK (basis IN ('stated', 'remainder')),
    valid_from       TEXT NOT NULL CHECK (valid_from GLOB '????-??-??T??:??:??Z'),
    valid_to         TEXT CHECK (valid_to GLOB '????-??-??T??:??:??Z' AND valid_to > valid_from),
    recorded_from    TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to      TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    area_m2          REAL NOT NULL CHECK (area_m2 >= 0),
    geometry         BLOB NOT NULL,
    UNIQUE (enclave, series, id, valid_from, recorded_from),
    FOREIGN KEY (enclave, series) REFERENCES series (enclave, id)
) STRICT;

CREATE INDEX zones_now ON zones (enclave, series, valid_from, valid_to) WHERE recorded_to IS NULL;
CREATE INDEX zones_valid ON zones (enclave, series, valid_from, valid_to, recorded_from, recorded_to);

CREATE TABLE zone_updates (
    zone      INTEGER NOT NULL REFERENCES zones (fid),
    update_id INTEGER NOT NULL REFERENCES updates (id),
    PRIMARY KEY (zone, update_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    fid              INTEGER PRIMARY KEY,
    id               INTEGER NOT NULL CHECK (id >= 1),
    enclave          TEXT NOT NULL REFERENCES enclaves (id),
    kind             TEXT NOT NULL CHECK (kind <> ''),
    share            REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    area_m2          REAL CHECK (area_m2 > 0),
    at               TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
    at_precision     TEXT NOT NULL CHECK (at_precision IN ('instant', 'day', 'week', 'month')),
    controller       TEXT CHECK (controller <> ''),
    source           INTEGER NOT NULL REFERENCES sources (id),
    boundary         TEXT,
    boundary_version INTEGER,
    note             TEXT CHECK (json_valid(note)),
    recorded_from    TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to      TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    UNIQUE (id, recorded_from),
    CHECK ((boundary IS NULL) = (boundary_version IS NULL)),
    FOREIGN KEY (enclave, boundary, boundary_version) REFERENCES boundaries (enclave, id, version)
) STRICT;

CREATE INDEX figures_at ON figures (enclave, at);

CREATE TABLE observations (
    fid              INTEGER PRIMARY KEY,
    id               INTEGER NOT NULL CHECK (id >= 1),
    enclave          TEXT NOT NULL REFERENCES enclaves (id),
    kind             TEXT NOT NULL CHECK (kind <> ''),
    title            TEXT NOT NULL CHECK (json_valid(title)),
    valid_from       TEXT NOT NULL CHECK (valid_from GLOB '????-??-??T??:??:??Z'),
    valid_to         TEXT CHECK (valid_to GLOB '????-??-??T??:??:??Z' AND valid_to > valid_from),
    assessment       TEXT NOT NULL CHECK (assessment IN ('confirmed', 'assessed', 'reported', 'claimed')),
    accuracy_m       REAL NOT NULL CHECK (accuracy_m >= 0),
    geometry_quality TEXT NOT NULL CHECK (geometry_quality IN ('surveyed', 'traced', 'schematic')),
    source           INTEGER NOT NULL REFERENCES sources (id),
    note             TEXT CHECK (json_valid(note)),
    recorded_from    TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to      TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    geometry         BLOB NOT NULL,
    UNIQUE (id, recorded_from)
) STRICT;

CREATE INDEX observations_valid ON observations (enclave, valid_from);

CREATE TABLE milestones (
    fid           INTEGER PRIMARY KEY,
    id            INTEGER NOT NULL CHECK (id >= 1),
    enclave       TEXT NOT NULL REFERENCES enclaves (id),
    title         TEXT NOT NULL CHECK (json_valid(title)),
    at            TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
    at_precision  TEXT NOT NULL CHECK (at_precision IN ('instant', 'day', 'week', 'month')),
    phase         TEXT CHECK (phase <> ''),
    note          TEXT CHECK (json_valid(note)),
    source        INTEGER NOT NULL REFERENCES sources (id),
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    UNIQUE (id, recorded_from)
) STRICT;

CREATE INDEX milestones_at ON milestones (enclave, at);

CREATE TABLE places (
    fid           INTEGER PRIMARY KEY,
    id            INTEGER NOT NULL CHECK (id >= 1),
    enclave       TEXT NOT NULL REFERENCES enclaves (id),
    name          TEXT NOT NULL CHECK (json_valid(name)),
    rank          INTEGER NOT NULL CHECK (rank >= 1),
    source        TEXT NOT NULL,
    recorded_from TEXT NOT NULL CHECK (recorded_from GLOB '????-??-??T??:??:??.??????Z'),
    recorded_to   TEXT CHECK (recorded_to GLOB '????-??-??T??:??:??.??????Z' AND recorded_to > recorded_from),
    geometry      BLOB NOT NULL,
    UNIQUE (id, recorded_from)
) STRICT;

CREATE INDEX places_enclave ON places (enclave);

CREATE TABLE measures (
    key   TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
