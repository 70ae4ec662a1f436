#include "CKernels.h"

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
