"""The benchmarks: each measures one promise of speed, with a baseline in the same run on the same machine."""
