#ifndef CREADLINE_SHIM_H
#define CREADLINE_SHIM_H
#include <stdio.h> /* readline.h names FILE without including it */
#include <readline/readline.h>
#include <readline/history.h>
#endif
