kuaixun_shard("index",{"entries":8,"years":[[2007,2]],"segments":[["new",0,1,"8b1b26ceed0f"]],"texts":["CA","41a341807023"],"variants":"c72d8d8c"})
