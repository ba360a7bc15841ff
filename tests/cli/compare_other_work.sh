. tests/cli/lib.sh
run compare platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/unet3d-kits19-federated.xml
want_status 3; want_no_out; want_err 'not the same work: workload'
run compare platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/resnet18-cifar10-federated.xml --set learner.samples=7
want_status 3; want_err 'not the same work: 700 samples in all, but 50000'
run compare platforms/grenoble.xml deployments/resnet18-cifar10-centralised.xml \
    deployments/resnet18-cifar10-federated.xml --set server.target=0.9 --set server.rounds=3
want_status 3; want_err 'not the same work: target 0.9'
finish
