#include <sqlite3.h>

// Says whether the write-ahead log stays as it is when the last connection closes; otherwise SQLite
// copies it into the database and removes it. sqlite3_db_config takes varying arguments, which
// Swift cannot pass. Returns SQLite's result code.
static inline int csqlite_keep_log(sqlite3 *connection, int is_kept) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, is_kept, (void *)0);
}

enum {
  // The pages of 4 KiB in the write-ahead log at which a commit empties it. Whoever opens the file
  // first reads the log.
  csqlite_log_pages = 64,
  // How long a connection waits for others, in milliseconds.
  csqlite_patience = 5000,
};

static inline int csqlite_committed_much(void *, sqlite3 *, const char *, int);

// Empties a log that is full. Others who read it keep it from being emptied, and are not waited for:
// the next commit tries again.
static inline int csqlite_committed(void *unused, sqlite3 *connection, const char *name, int pages) {
  if (pages < csqlite_log_pages) return SQLITE_OK;
  sqlite3_busy_timeout(connection, 0);
  int result = sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_TRUNCATE, 0, 0);
  sqlite3_busy_timeout(connection, csqlite_patience);
  if (result == SQLITE_OK) sqlite3_wal_hook(connection, csqlite_committed_much, unused);
  return SQLITE_OK;
}

// A process that fills the log again is about to write much: the log begins anew where it is, which
// is quicker than to make it longer each time. SQLite removes it with the last connection.
static inline int csqlite_committed_much(
    void *unused, sqlite3 *connection, const char *name, int pages) {
  (void)unused;
  if (pages < csqlite_log_pages) return SQLITE_OK;
  sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, 0, 0);
  csqlite_keep_log(connection, 0);
  return SQLITE_OK;
}

// From now on a commit that fills the write-ahead log empties it. SQLite's own wal_autocheckpoint
// copies the log, which begins anew only when the same process writes again: of processes that
// write once, each would copy all that was ever written.
static inline void csqlite_bound_log(sqlite3 *connection) {
  sqlite3_wal_hook(connection, csqlite_committed, (void *)0);
}
