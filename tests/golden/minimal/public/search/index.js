kuaixun_shard("index",{"entries":1,"years":[[2007,0]],"segments":[["new",0,1,"d33cab9791c1"]],"texts":["C","e4de9302047b"],"variants":"c72d8d8c"})
