"""Reports: an assessment -> a `Report` value of finished words and figures -> HTML -> PDF bytes."""
