kuaixun_shard("index",{"entries":3,"years":[[2007,0]],"segments":[["new",0,1,"51f32ace4a76"]],"texts":["CA","ccf29559791f"],"variants":"c72d8d8c"})
