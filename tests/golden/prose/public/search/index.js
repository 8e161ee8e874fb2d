kuaixun_shard("index",{"entries":3,"years":[[2007,0]],"segments":[[0,"c/51f32ace4a76"]],"texts":["texts/0/51f32ace4a76"],"variants":"variants-c72d8d8c"})
