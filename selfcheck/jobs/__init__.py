"""Background work: the domain row is the job, the queue only wakes it up."""
