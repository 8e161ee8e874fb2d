kuaixun_shard("c/0/directory-3d954dd6",["","6e291555"])
