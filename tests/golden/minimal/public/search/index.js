kuaixun_shard("index",{"entries":1,"years":[[2007,0]],"groups":"7fbda5eb","texts":"5b1ff1ac","variants":"a873da1a"})
