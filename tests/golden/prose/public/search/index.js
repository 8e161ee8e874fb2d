kuaixun_shard("index",{"entries":3,"years":[[2007,0]],"groups":"094b9db0","texts":"85034960","variants":"a873da1a"})
