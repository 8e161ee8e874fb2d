kuaixun_shard("c/d33cab9791c1","7fbda5eb")
