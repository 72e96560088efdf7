package dev.assay.monitor.watch;

/**
 * How much a look counts.
 *
 * @param size of how many observations it is the sum, above 0; not what came by chance
 * @param noise the variance of that sum, in units of one observation's, above 0
 * @param heaviest what the heaviest of them counts in it, 1 or more
 */
record Worth(double size, double noise, double heaviest) {}
