kuaixun_shard("index",{"entries":1,"years":[[2007,0]],"segments":[[0,"c/d33cab9791c1"]],"texts":["texts/0/d33cab9791c1"],"variants":"variants-c72d8d8c"})
