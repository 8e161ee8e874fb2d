kuaixun_shard("index",{"entries":8,"years":[[2007,2]],"groups":"cce8a924","texts":"95d54266","variants":"a873da1a"})
