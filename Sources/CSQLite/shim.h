#include <sqlite3.h>

// Says whether the write-ahead log stays as it is when the last connection closes; otherwise SQLite
// copies it into the database and removes it. sqlite3_db_config takes varying arguments, which
// Swift cannot pass. Returns SQLite's result code.
static inline int csqlite_keep_log(sqlite3 *connection, int is_kept) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, is_kept, (void *)0);
}
