/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  The differences between the supported PostgreSQL majors.
 *
 * This is the only file that tests PG_VERSION_NUM.  The code is written for
 * the newest API; the shims below give it to the older majors, each naming
 * what changed.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_COMPAT_H
#define MINDWELL_COMPAT_H

#include "postgres.h"

#if PG_VERSION_NUM < 150000
#error "mindwell_analytics needs PostgreSQL 15 or newer"
#endif

#define PG16_GE (PG_VERSION_NUM >= 160000)
#define PG17_GE (PG_VERSION_NUM >= 170000)
#define PG18_GE (PG_VERSION_NUM >= 180000)

/* 16 moved the VARDATA family out of postgres.h (upstream d952373a987) */
#if PG16_GE
#include "varatt.h"
#endif

/* 16 manages the memory of settings itself (upstream 3057465acfb) */
#if !PG16_GE
static inline void *
guc_malloc(int elevel, size_t size)
{
	void	   *result = malloc(size);

	if (result == NULL)
		ereport(elevel,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory")));
	return result;
}
#define guc_free(pointer) free(pointer)
#endif

/* 18 lets a module state its name and version (upstream 9324c8c5806) */
#if !PG18_GE
#define PG_MODULE_MAGIC_EXT(...) PG_MODULE_MAGIC
#endif

/* 18 spells it as C11 does, in front (upstream 28f04984f0c) */
#if !PG18_GE
#define pg_noreturn _Noreturn
#endif

/* 17 has infinite intervals (upstream 519fc1bd9e9) */
#if !PG17_GE
#define INTERVAL_NOT_FINITE(interval) false
#endif

/* 18 asks whether a deferrable key will do (upstream 14e87ffa5c5) */
#if PG18_GE
#define relation_primary_key(relation) RelationGetPrimaryKeyIndex(relation, false)
#else
#define relation_primary_key(relation) RelationGetPrimaryKeyIndex(relation)
#endif

/* 17 also tells of stronger locks */
#if PG17_GE
#define lock_held_by_me(tag, mode) LockHeldByMe(tag, mode, false)
#else
#define lock_held_by_me(tag, mode) LockHeldByMe(tag, mode)
#endif

/* 16 says by what it looks for a session */
#if !PG16_GE
#define pgstat_get_local_beentry_by_index(index) pgstat_fetch_stat_local_beentry(index)
#endif

/* 17 numbers processes where it numbered backends */
#if PG17_GE
#define virtual_transaction_process(vxid) ProcNumberGetProc((vxid).procNumber)
#define process_transaction(process) ((process)->vxid.lxid)
#else
#define virtual_transaction_process(vxid) BackendIdGetProc((vxid).backendId)
#define process_transaction(process) ((process)->lxid)
#endif

/* 16 has indexes that summarize, and an argument for them (upstream 19d8e2308bc) */
#if PG16_GE
#define exec_insert_index_tuples(target, slot, estate) \
	ExecInsertIndexTuples(target, slot, estate, false, false, NULL, NIL, false)
#else
#define exec_insert_index_tuples(target, slot, estate) \
	ExecInsertIndexTuples(target, slot, estate, false, false, NULL, NIL)
#endif

/* 18 looks at generated columns too (upstream 87ce27de696) */
#if PG18_GE
#define publication_columns_valid(publications) \
	((publications).cols_valid_for_delete && (publications).gencols_valid_for_delete)
#else
#define publication_columns_valid(publications) (publications).cols_valid_for_delete
#endif

#endif							/* MINDWELL_COMPAT_H */
