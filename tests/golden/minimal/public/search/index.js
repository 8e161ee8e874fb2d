kuaixun_shard("index",{"entries":1,"years":[[2007,0]],"segments":[["new",0,1,"d33cab9791c1"]],"texts":["C","e4def00fa350"],"variants":"c72d8d8c"})
