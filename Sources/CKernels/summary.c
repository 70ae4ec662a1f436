#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

#define BODY "summary_body.h"
#include "levels.h"

ck_summary ck_summarise(ck_level level, size_t n, const double *x) {
  AT_LEVEL(level, summary, n, x)
}

ck_tally ck_count(ck_level level, size_t n, const double *x, double low, double high) {
  AT_LEVEL(level, tally, n, x, low, high)
}
