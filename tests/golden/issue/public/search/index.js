kuaixun_shard("index",{"entries":8,"years":[[2007,2]],"groups":"3d954dd6","texts":"613ac7c9","variants":"a873da1a"})
