package reference

var documents = map[string]string{}
