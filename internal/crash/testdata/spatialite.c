// An extension of SQLite that says it is SpatiaLite of the version VERSION, and can do nothing else.
#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT1

static void version(sqlite3_context *context, int count, sqlite3_value **values) {
	(void)count, (void)values;
	sqlite3_result_text(context, VERSION, -1, SQLITE_STATIC);
}

int sqlite3_modspatialite_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
	(void)message;
	SQLITE_EXTENSION_INIT2(api);
	return sqlite3_create_function(db, "spatialite_version", 0, SQLITE_UTF8, 0, version, 0, 0);
}
