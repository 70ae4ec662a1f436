/* Vectors of WIDTH numbers, under names by NAME. Included by levels.h once for each level. */

/* Loads and stores are allowed at any address of a double. */
typedef double vector __attribute__((vector_size(WIDTH * 8), aligned(8), may_alias));
typedef long long integers __attribute__((vector_size(WIDTH * 8), aligned(8), may_alias));

inlined vector NAME(splat)(double x) {
  vector y;
  unroll for (int l = 0; l < WIDTH; l++) y[l] = x;
  return y;
}

inlined vector NAME(choose)(integers test, vector then, vector otherwise) {
  return (vector)((test & (integers)then) | (~test & (integers)otherwise));
}

/* 1 where the test holds, 0 elsewhere. */
inlined vector NAME(truth)(integers test) {
  return (vector)(test & (integers)NAME(splat)(1));
}
