. tests/cli/lib.sh
# Another workload is an error; what else differs is unequal (compare_unequal.sh).
run compare platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/unet3d-kits19-federated.xml
want_status 3; want_no_out; want_err 'not the same work: workload'
finish
