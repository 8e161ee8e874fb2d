kuaixun_shard("index",{"entries":3,"years":[[2007,0]],"groups":"2e9785e1","texts":"228056ee","variants":"a873da1a"})
