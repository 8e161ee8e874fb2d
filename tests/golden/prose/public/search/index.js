kuaixun_shard("index",{"entries":3,"years":[[2007,0]],"groups":"64e2c8cc","texts":"ab1b7d9c","variants":"a873da1a"})
