CREATE TABLE conversations (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL,
    model TEXT NOT NULL,
    instructions TEXT NOT NULL,
    temperature REAL,
    top_p REAL,
    leaf_id TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    deleted_at INTEGER,
    named INTEGER NOT NULL DEFAULT 0,
    pinned INTEGER NOT NULL DEFAULT 0,
    archived INTEGER NOT NULL DEFAULT 0,
    folder_id TEXT
);
CREATE TABLE messages (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    parent_id TEXT,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    model TEXT NOT NULL,
    finish_reason TEXT,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    cost TEXT,
    error TEXT,
    detail TEXT NOT NULL,
    seconds REAL,
    deleted INTEGER NOT NULL DEFAULT 0,
    chars INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    reasoning TEXT NOT NULL,
    text TEXT NOT NULL,
    thinking_seconds REAL
);
CREATE INDEX messages_outline ON messages (
    conversation_id, created_at, position,
    id, parent_id, role, state, deleted, chars, lines
);
CREATE INDEX messages_writing ON messages (id) WHERE state = 'writing';
CREATE TABLE journal (
    position INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL
);
CREATE TABLE drafts (
    key TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL, caret INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE model_lists (
    origin TEXT PRIMARY KEY NOT NULL,
    models TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
);
CREATE TABLE places (
    conversation_id TEXT PRIMARY KEY NOT NULL
        REFERENCES conversations (id) ON DELETE CASCADE,
    message_id TEXT NOT NULL,
    leaf INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    at_end INTEGER NOT NULL
);
CREATE INDEX conversations_shelf ON conversations (
    deleted, archived, pinned, folder_id, updated_at, id
);
CREATE TABLE folders (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL
);
CREATE TABLE unindexed (
    id TEXT PRIMARY KEY NOT NULL,
    is_title INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER message_said AFTER INSERT ON messages WHEN new.state <> 'writing'
BEGIN INSERT INTO unindexed VALUES (new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER message_finished AFTER UPDATE OF state, text ON messages
WHEN new.state <> 'writing'
BEGIN INSERT INTO unindexed VALUES (new.id, 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER conversation_made AFTER INSERT ON conversations
BEGIN INSERT INTO unindexed VALUES (new.id, 1) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER conversation_named AFTER UPDATE OF title ON conversations
WHEN new.title <> old.title
BEGIN INSERT INTO unindexed VALUES (new.id, 1) ON CONFLICT DO NOTHING; END;

INSERT INTO conversations VALUES
    ('chat', 'Soup', 'author/slug', 'Be brief.', 0.5, NULL, 'reply', 1777887015123456, 1777887015123456, 0,
     NULL, 0, 0, 0, NULL),
    ('gone', 'Deleted', '', '', NULL, NULL, NULL, 1777887015123456, 1777887015123456, 1,
     1777887015123456, 0, 0, 0, NULL);
INSERT INTO messages VALUES
    (1, 'prompt', 'chat', NULL, 'user', 1777887015123456, 'complete', '', NULL, NULL, NULL, NULL,
     NULL, '', NULL, 0, 6, 2, '', 'How?' || char(10) || '🥕', NULL),
    (2, 'reply', 'chat', 'prompt', 'assistant', 1777887015123456, 'stopped', 'author/slug', 'stop',
     12, 3, '0.00010', NULL, '', 1.5, 0, 4, 1, 'Hm.', 'Boil', NULL),
    (3, 'open', 'chat', 'prompt', 'assistant', 1777887015123456, 'writing', '', NULL, NULL, NULL,
     NULL, NULL, '', NULL, 0, 0, 1, '', '', NULL);
INSERT INTO journal VALUES (1, 'open', 'Still ', ''), (2, 'open', 'wri', '');
INSERT INTO folders VALUES ('kitchen', 'Kitchen', 1);
INSERT INTO places VALUES ('chat', 'reply', 2, 40, 0);
INSERT INTO drafts VALUES ('', 'not begun', 0), ('chat', 'next', 4);
INSERT INTO model_lists VALUES ('https://here:443',
    '[{"id": "author/slug", "name": "slug", "maker": "author", "price": null, "context": null, "reads_pictures": false, "parameters": null}]',
    1777887015123456);
PRAGMA user_version = 3;
