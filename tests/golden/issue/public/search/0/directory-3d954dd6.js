kuaixun_shard("0/directory-3d954dd6",["","6e291555"])
