kuaixun_shard("index",{"entries":8,"years":[[2007,2]],"segments":[[0,"c/8b1b26ceed0f"]],"texts":["texts/0/8b1b26ceed0f"],"variants":"variants-c72d8d8c"})
