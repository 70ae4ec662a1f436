/* For MAP_ANONYMOUS. */
#define _DEFAULT_SOURCE

#include "CKernels.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

void ck_keep_freed_blocks(size_t limit) {
#if defined(M_MMAP_MAX) && defined(M_TRIM_THRESHOLD)
  /* No block goes straight to mmap and back: all are cut from one heap that is kept. */
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, limit > 0x7fffffff ? 0x7fffffff : (int)limit);
#else
  (void)limit;
#endif
}

/* From this size on a block has pages of its own. */
static const size_t ck_own_pages = (size_t)512 << 20;

void *ck_take_zeros(size_t bytes) {
  if (bytes < ck_own_pages) return calloc(bytes > 0 ? bytes : 1, 1);
  void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return start == MAP_FAILED ? NULL : start;
}

typedef struct {
  void *start;
  size_t bytes;
} ck_block;

static void *unmap(void *argument) {
  const ck_block block = *(ck_block *)argument;
  free(argument);
  munmap(block.start, block.bytes);
  return NULL;
}

void ck_give_back(void *start, size_t bytes) {
  if (start == NULL) return;
  if (bytes < ck_own_pages) {
    free(start);
    return;
  }
  ck_block *block = malloc(sizeof *block);
  pthread_t thread;
  if (block != NULL) {
    *block = (ck_block){start, bytes};
    if (pthread_create(&thread, NULL, unmap, block) == 0) {
      pthread_detach(thread);
      return;
    }
    free(block);
  }
  munmap(start, bytes);
}
